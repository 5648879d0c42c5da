"""What django-allauth asks of us: `account` for passwords, passkeys and codes, `openid` for sign-in services."""
