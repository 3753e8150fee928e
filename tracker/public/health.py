"""The address a supervisor asks whether the site is alive."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answers "ok" as long as the process serves requests; touches neither database nor session."""
    return HttpResponse("ok\n", content_type="text/plain")
