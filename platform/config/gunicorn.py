"""How gunicorn serves: a few synchronous workers, which measured steadier than threads on pages that cost CPU."""

import gc
import os

from django.db import connections
from django.utils.module_loading import import_string

wsgi_app = "config.wsgi"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
preload_app = True
timeout = 30  # of one request, its body too: the proxy before it takes in bodies whole, however slowly they come
graceful_timeout = 10
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_line = 8_190
limit_request_fields = 60
control_socket_disable = True  # two installations of one user would share it
accesslog = None
errorlog = "-"
# Only a proxy on this host or in this container network is believed about the visitor's address.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")


def when_ready(server: object) -> None:
    """Before the first worker: what all of them would read is read once."""
    import_string("config.warm.warm")()


def pre_fork(server: object, worker: object) -> None:
    """What is loaded by now stays: the collector need not touch it, so its pages stay shared between the workers."""
    gc.freeze()


def post_fork(server: object, worker: object) -> None:
    """Nothing of the parent's may be shared: its database connection least of all."""
    connections.close_all()
