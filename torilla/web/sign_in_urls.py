"""Sign-in as allauth does it: only the pages that we use, under addresses of ours, with its own names."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path

from torilla.people import views_passkeys as passkeys

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/code/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.Login.as_view(), name="mfa_login_webauthn"),
    path("sign-out/", account.logout, name="account_logout"),
    path("settings/password/", account.password_change, name="account_change_password"),
    path("settings/password/first/", passkeys.SetPassword.as_view(), name="account_set_password"),
    path("settings/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("settings/two-step/", mfa.index, name="mfa_index"),
    path("settings/two-step/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "settings/two-step/confirm/passkey/",
        passkeys.Confirm.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("settings/two-step/passkey/", passkeys.Make.as_view(), name="mfa_add_webauthn"),
    path(
        "settings/two-step/passkey/<int:pk>/name/",
        passkeys.Rename.as_view(),
        name="mfa_edit_webauthn",
    ),
    path(
        "settings/two-step/passkey/<int:pk>/remove/",
        passkeys.Remove.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("settings/two-step/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("settings/two-step/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("settings/two-step/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "settings/two-step/codes/new/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "settings/two-step/codes/file/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
