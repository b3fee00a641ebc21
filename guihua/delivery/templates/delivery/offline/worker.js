{% autoescape off %}import "{% static 'js/offline/worker.js' %}";{% endautoescape %}
