/** Registers the service worker and tells when a new version waits. */
import { signal } from '@preact/signals';

/** Set while a new version waits; calling it takes the version over and reloads. */
export const takeOverUpdate = signal<(() => void) | null>(null);

/** Resolves when the registration is known, also where there is none. */
export async function startServiceWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { Workbox } = await import('workbox-window');
  const worker = new Workbox(new URL(`${import.meta.env.BASE_URL}sw.js`, document.baseURI).href);
  worker.addEventListener('waiting', () => {
    takeOverUpdate.value = () => {
      worker.addEventListener('controlling', () => location.reload());
      worker.messageSkipWaiting();
    };
  });
  try {
    const registration = await worker.register();
    // After Shift+Reload the page is not controlled although a worker is active: ask it to claim the page.
    if (registration?.active && !navigator.serviceWorker.controller) registration.active.postMessage({ type: 'CLAIM' });
  } catch (error) {
    console.warn('No service worker:', error);
  }
}
