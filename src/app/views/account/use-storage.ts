import { useEffect, useState } from 'preact/hooks';

/** Bytes that the app has and may still use, and whether the browser promised to keep them. */
export interface Storage {
  used: number;
  available: number;
  persisted: boolean;
}

/** Null until known, and where the browser does not tell. */
export function useStorage(): Storage | null {
  const [storage, setStorage] = useState<Storage | null>(null);
  useEffect(() => {
    readStorage().then(setStorage, () => setStorage(null));
  }, []);
  return storage;
}

async function readStorage(): Promise<Storage | null> {
  if (!navigator.storage?.estimate) return null;
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  const persisted = (await navigator.storage.persisted?.()) ?? false;
  return { used: usage, available: Math.max(0, quota - usage), persisted };
}
