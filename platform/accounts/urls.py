"""Addresses of the pages. The first two stand before allauth's own of the same name."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("account/signup/", views.SignupView.as_view(), name="account_signup"),
    path("account/login/", views.LoginView.as_view(), name="account_login"),
    path("account/profile/", views.profile_edit, name="profile_edit"),
    path("language/", views.language, name="language"),
]
