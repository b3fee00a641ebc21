from django.apps import AppConfig


class Delivery(AppConfig):
    name = "guihua.delivery"
    label = "delivery"
