"""One or two letters that stay and may be somebody's initials."""

from app.anonymise import lexicon
from app.anonymise.find.cues import CUES, NOT_NAMES
from app.anonymise.find.mentions import LETTERED
from app.anonymise.find.words import Text

NOT_INITIALS = NOT_NAMES | CUES


def lettered(text: Text, index: int) -> bool:
    """Return whether one or two letters may be initials."""
    word = text.words[index]
    around = text.plain[max(0, word.start - 1) : word.start] + text.plain[word.end : word.end + 1]
    if len(word.text) == 2 and word.capital and not word.shouted:
        return not text.opens(index) and word.key not in NOT_INITIALS and not around.strip().isdigit()
    if (
        not word.text.isupper()
        or text.loud
        or any(letter.isdigit() or letter in "+-/&'" for letter in around)
    ):
        return False
    if len(word.text) > 1:
        return not (word.key in lexicon.abbreviations() or word.key in lexicon.capitals())
    return word.text not in "AIO" and text.key(index - 1) not in LETTERED
