# The service alone: what it runs on comes in by hash, and nobody in it is root.
FROM python:3.11-slim AS build
WORKDIR /build
COPY pyproject.toml requirements.lock ./
COPY deploy/runtime_lock.py deploy/
RUN python deploy/runtime_lock.py > runtime.lock
RUN python -m venv /opt/cdop \
 && /opt/cdop/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r runtime.lock
RUN printf '#!/opt/cdop/bin/python\nfrom app.cli import main\n\nmain()\n' > /opt/cdop/bin/cdop \
 && chmod 755 /opt/cdop/bin/cdop \
 && echo /srv/cdop > "$(/opt/cdop/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/cdop.pth"
COPY app /srv/cdop/app
COPY alembic /srv/cdop/alembic
RUN /opt/cdop/bin/python -m compileall -q /srv/cdop

FROM python:3.11-slim
COPY --from=build /opt/cdop /opt/cdop
COPY --from=build /srv/cdop /srv/cdop
ENV PATH=/opt/cdop/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    CDOP_MODE=production
WORKDIR /srv/cdop
USER 10001:10001
EXPOSE 8000
CMD ["cdop", "serve", "--host", "0.0.0.0"]
