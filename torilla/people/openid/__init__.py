"""Signing in with the work account: OpenID Connect (Entra ID, Keycloak). See docs/howto/openid.md."""
