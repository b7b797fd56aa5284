"""Sealed bytes in a column: boxed and unboxed here, sealed and opened only behind a vault's door."""

from typing import Any, NoReturn

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator


class Sealed:
    """Bytes that a vault has sealed. It prints as `<sealed>` and can be neither pickled nor compared."""

    __hash__ = None  # type: ignore[assignment]
    __slots__ = ("token",)

    def __init__(self, token: bytes) -> None:
        if not isinstance(token, bytes) or not token:
            raise TypeError("Sealed takes the bytes that a vault returned.")
        self.token = token

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__

    def __reduce__(self) -> NoReturn:
        raise TypeError("Sealed text does not travel.")

    def __eq__(self, other: object) -> NoReturn:
        raise TypeError("Sealed text cannot be compared.")


class _Type(TypeDecorator[Sealed]):
    """A column of sealed bytes: it takes `Sealed` alone, and hands back `Sealed` alone."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        if type(value) is not Sealed:
            raise TypeError("Only sealed text is stored here.")
        return value.token

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def process_literal_param(self, value: Any, dialect: Dialect) -> NoReturn:
        raise TypeError("Sealed text is never part of a statement.")

    def compare_values(self, x: Any, y: Any) -> bool:
        return x is y


SealedText = _Type()
