# The bot as an image: no compiler, no root, nothing written outside /data and /tmp. tests/test_package.py goes
# through the same steps on every run, since not every machine that tests has a container engine.
# Which image is meant is its digest; `make images` looks up what the tags stand for today.
ARG PYTHON_IMAGE=python:3.11-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b
FROM ${PYTHON_IMAGE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
# Two environments: /opt/build builds and describes, /opt/wres is what runs and has not even pip.
RUN python -m venv /opt/build && python -m venv --without-pip /opt/wres
COPY requirements.txt requirements-build.txt ./
RUN /opt/build/bin/python -m pip install --require-hashes -r requirements-build.txt \
 && /opt/build/bin/python -m pip --python /opt/wres/bin/python install --require-hashes -r requirements.txt
COPY pyproject.toml LICENSE ./
COPY wres_bot wres_bot
COPY migrations migrations
COPY config config
COPY .ci/sbom.py .ci/
RUN /opt/build/bin/python -m pip wheel --no-deps --no-build-isolation --no-index -w /wheels . \
 && /opt/build/bin/python -m pip --python /opt/wres/bin/python install --no-deps --no-index /wheels/*.whl
# What the image is made of and under which licences: a licence nobody has looked at ends the build.
RUN /opt/build/bin/python .ci/sbom.py --installed /opt/wres/lib/python3.11/site-packages --folder /opt/wres/share/wres-bot \
 && cp LICENSE /opt/wres/share/wres-bot/
# Bytecode is made here, once: the root is read-only later, and an uncompiled start takes two to three times as long.
RUN /opt/wres/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/wres/lib

FROM ${PYTHON_IMAGE}
# The image's own pip builds nothing here; nobody who gets in shall install with it.
RUN python -m pip uninstall --yes --quiet --root-user-action=ignore setuptools wheel pip \
 && rm -rf /usr/local/lib/python3.11/ensurepip
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
