"""Addresses of the pages. The first two stand before allauth's own of the same name."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("account/signup/", views.SignupView.as_view(), name="account_signup"),
    path("account/login/", views.LoginView.as_view(), name="account_login"),
    path("account/profile/", views.profile_edit, name="profile_edit"),
    path("account/data/", views.personal_data, name="personal_data"),
    path("account/data/export/", views.personal_data_export, name="personal_data_export"),
    path("account/delete/", views.account_delete, name="account_delete"),
    path("language/", views.language, name="language"),
]
