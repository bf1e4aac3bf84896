"""What beat sends, how often in seconds. Sweeps look at ``due_at`` columns: a missed one is made up for by the next, two are harmless.

The clock of each begins when beat starts: what should run daily comes every six hours, so that it also runs where beat is restarted each day.
"""

CELERY_BEAT_SCHEDULE = {
    "heartbeat": {"task": "core.tasks.beat_heart", "schedule": 3.0, "options": {"expires": 30}},
    "send-due-mail": {"task": "notifications.tasks.send_due_mail", "schedule": 5.0, "options": {"expires": 30}},
    "send-digests": {"task": "notifications.tasks.send_digests", "schedule": 60.0, "options": {"expires": 300}},
    "send-due-webhooks": {"task": "webhooks.tasks.send_due_webhooks", "schedule": 1.0, "options": {"expires": 10}},
    "forget-old-webhooks": {
        "task": "webhooks.tasks.forget_old_webhooks",
        "schedule": 21600.0,
        "options": {"expires": 3600},
    },
    "forget-old-mail": {
        "task": "notifications.tasks.forget_old_mail",
        "schedule": 3600.0,
        "options": {"expires": 600},
    },
    "erase-people": {"task": "accounts.tasks.erase_people", "schedule": 3600.0, "options": {"expires": 600}},
    "forget-sessions": {"task": "accounts.tasks.forget_sessions", "schedule": 3600.0, "options": {"expires": 600}},
    "forget-tokens": {"task": "organizations.tasks.forget_tokens", "schedule": 3600.0, "options": {"expires": 600}},
    "forget-sign-in-failures": {
        "task": "accounts.tasks.forget_sign_in_failures",
        "schedule": 3600.0,
        "options": {"expires": 600},
    },
    "tell-of-ending-certificates": {
        "task": "providers.tasks.tell_of_ending_certificates",
        "schedule": 60.0,
        "options": {"expires": 300},
    },
    "tell-of-requests": {
        "task": "projects.sourcing.tasks.tell_of_requests",
        "schedule": 30.0,
        "options": {"expires": 120},
    },
    "sweep-stray-files": {
        "task": "documents.tasks.sweep_stray_files",
        "schedule": 21600.0,
        "options": {"expires": 3600},
    },
    "sweep-stray-quote-files": {
        "task": "projects.sourcing.tasks.sweep_quote_files",
        "schedule": 21600.0,
        "options": {"expires": 3600},
    },
    "remove-old-runs": {
        "task": "projects.sourcing.tasks.remove_old_runs",
        "schedule": 3600.0,
        "options": {"expires": 600},
    },
    "forget-old-drafts": {
        "task": "drafts.tasks.forget_old_drafts",
        "schedule": 21600.0,
        "options": {"expires": 3600},
    },
    "tidy": {"task": "api.tasks.forget_old_answers", "schedule": 3600.0, "options": {"expires": 600}},
}
