import json

from django.http import JsonResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt


@method_decorator(csrf_exempt, name="dispatch")
class Ok(View):
    def get(self, request):
        return JsonResponse({"ok": True})

    def put(self, request):
        return JsonResponse({"ok": True})


@method_decorator(csrf_exempt, name="dispatch")
class Echo(View):
    def post(self, request):
        if "Authorization" not in request.headers:
            return JsonResponse({"error": "unauthorised"}, status=401)
        return JsonResponse(json.loads(request.body))


class Boom(View):
    def get(self, request):
        raise RuntimeError("boom")


urlpatterns = [
    path("ok", Ok.as_view()),
    path("echo", Echo.as_view()),
    path("boom", Boom.as_view()),
]
