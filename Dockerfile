# The bot as an image: no compiler, no root, nothing written outside /data and /tmp. tests/test_package.py goes
# through the same steps on every run, since not every machine that tests has a container engine.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv /opt/wres
COPY requirements.txt ./
RUN /opt/wres/bin/python -m pip install --require-hashes -r requirements.txt
COPY pyproject.toml ./
COPY wres_bot wres_bot
COPY migrations migrations
COPY config config
RUN /opt/wres/bin/python -m pip wheel --no-deps --no-build-isolation --no-index -w /wheels . \
 && /opt/wres/bin/python -m pip install --no-deps --no-index /wheels/*.whl
# Bytecode is made here, once: the root is read-only later, and an uncompiled start takes two to three times as long.
RUN /opt/wres/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/wres/lib

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 wres \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin wres \
 && install -d -o wres -g wres /data
COPY --from=build /opt/wres /opt/wres
ENV PATH=/opt/wres/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    WRES_HOST=0.0.0.0
# The default database, wres.db, is made in the working folder: mount a volume there, or name a PostgreSQL.
WORKDIR /data
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ.get('WRES_PORT', '8000') + '/health/live', timeout=4)"]
CMD ["wres-bot", "serve"]
