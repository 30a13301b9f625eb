/** Names that several realms share. */

/** The Web Lock that the engine host holds. */
export const HOST_LOCK = 'barg-engine-host';

/** The BroadcastChannel on which changes are announced. */
export const CHANGES_CHANNEL = 'changes';

/** The Cache of engine files, language packs and lazily loaded libraries. */
export const CORE_CACHE = 'barg-core';
