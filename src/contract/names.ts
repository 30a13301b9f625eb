/** Names that several realms share. */

/** The Web Lock that the engine host holds. */
export const HOST_LOCK = 'barg-engine-host';

/**
 * The header by which a page names a request, so that it can tell the service worker that it gave it up: a message of
 * type `ABORT` with the name as `id`.
 */
export const REQUEST_NAME = 'X-Request-Name';

/** The BroadcastChannel on which changes are announced. */
export const CHANGES_CHANNEL = 'changes';

/** The Cache of engine files, language packs and lazily loaded libraries. */
export const CORE_CACHE = 'barg-core';

/**
 * Where the server that serves the app tells whether it hands on requests of programs outside the browser, and where a tab
 * connects to take them. Relative to the origin: the bridge is of servers that serve the app at their root.
 */
export const BRIDGE_PATH = 'bridge';
