# Two stages: what is needed to install stays behind in the first. Every package is checked against its hash.
FROM python:3.13-slim-bookworm AS made
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY bot/operating/requirements.txt /tmp/requirements.txt
RUN python -m venv /opt/passerelle \
 && /opt/passerelle/bin/pip install --require-hashes -r /tmp/requirements.txt
COPY bot /opt/passerelle/town/bot
COPY handlers /opt/passerelle/town/handlers
COPY storage /opt/passerelle/town/storage
COPY locales /opt/passerelle/town/locales
RUN /opt/passerelle/bin/python -m compileall -q /opt/passerelle/town

FROM python:3.13-slim-bookworm
# The font draws names in every script on paper; the zones of the clocks come with the Python packages (tzdata).
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin passerelle \
 && install -d -o passerelle -g passerelle -m 0700 /data
COPY --from=made /opt/passerelle /opt/passerelle
# LOGNAME: migrations note who ran them; with it the image runs under any number.
ENV PATH=/opt/passerelle/bin:$PATH \
    PYTHONPATH=/opt/passerelle/town \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    LOGNAME=passerelle \
    PASSERELLE_DATABASE_URL=sqlite:////data/town.db \
    PASSERELLE_METRICS_LISTEN=127.0.0.1:9100
USER 10001
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9100/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
