"""Renderline's engine: tessellates CAD files and renders product pictures.

A *zygote* imports the heavy library once and forks one *session* per connection; a session speaks JSON
lines with the worker and holds at most one scene. `docs/architecture.md` shows how the two fit together.
"""

PROTOCOL = 1
"""Version of the JSON-lines protocol; a worker refuses an engine that speaks another one."""
