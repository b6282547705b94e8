"""The desk: the desktop application on a till. The only room with Qt."""

from counterfoil.desk.singletons import keep_alive

keep_alive()
