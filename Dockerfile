# Two stages: the first installs, the second runs, as nobody in particular, with nothing it does not need.
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
# "s3" for files in a bucket: docker compose build --build-arg EXTRA=s3
ARG EXTRA=production
COPY requirements/${EXTRA}.txt /tmp/requirements.txt
RUN /opt/venv/bin/pip install --require-hashes --requirement /tmp/requirements.txt
COPY . /app
WORKDIR /app
ENV PYTHONPATH=/app/platform:/app STATIC_ROOT=/app/static-collected
# The key signs nothing: it lets the settings load while files are collected.
RUN /opt/venv/bin/pybabel compile --directory platform/locale --domain django \
 && SECRET_KEY=collecting DJANGO_SETTINGS_MODULE=config.settings.base /opt/venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.13-slim
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin opencdmo \
 && install --directory --owner opencdmo --group opencdmo /var/lib/opencdmo
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH PYTHONPATH=/app/platform:/app PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.prod OPENCDMO_DATA=/var/lib/opencdmo STATIC_ROOT=/app/static-collected
USER opencdmo
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["gunicorn", "--config", "python:config.gunicorn", "--bind", "0.0.0.0:8000", "config.wsgi"]
