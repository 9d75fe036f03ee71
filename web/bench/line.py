"""The line between a phone and the server, as the browser imitates it: on the page, and on its worker for itself."""

import json
from typing import Any

NO_SIGNAL = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}


class Line:
    """Of one page. One session for all conditions: those of another would stay beside them."""

    def __init__(self, page: Any) -> None:
        self._session = page.context.new_cdp_session(page)
        self._browser = page.context.browser.new_browser_cdp_session()
        self._session.send("Network.enable")

    def put(self, conditions: dict[str, Any]) -> None:
        """From now on. The page hears `offline` and `online`."""
        for target in self._browser.send("Target.getTargets")["targetInfos"]:
            if target["type"] == "service_worker":
                self._tell(target["targetId"], conditions)
        self._session.send("Network.emulateNetworkConditions", conditions)

    def _tell(self, target: str, conditions: dict[str, Any]) -> None:
        """Playwright has no session for a worker: the messages are handed on by the browser's own."""
        session = self._browser.send("Target.attachToTarget", {"targetId": target, "flatten": False})["sessionId"]
        for number, method in enumerate(("Network.enable", "Network.emulateNetworkConditions")):
            params = conditions if number else {}
            message = json.dumps({"id": number, "method": method, "params": params})
            self._browser.send("Target.sendMessageToTarget", {"sessionId": session, "message": message})
