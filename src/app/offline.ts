/**
 * The offline core: what the first recognition without a network needs, fetched when the browser is idle. "Ready" is
 * told only when the service worker is active and every part lies in a cache.
 */
import { signal } from '@preact/signals';
import { CORE_CACHE } from '../contract/names.ts';
import { type OfflineCore, type Part, type SimdVariant, wantedParts } from './offline-parts.ts';
import { locale } from './settings.ts';

export interface OfflineState {
  state: 'unknown' | 'fetching' | 'ready' | 'failed' | 'unsupported';
  /** Bytes. */
  done: number;
  total: number;
}

export const offlineState = signal<OfflineState>({ state: 'unknown', done: 0, total: 0 });

/** Fetches what is missing now, and again whenever the connection comes back or the language changes. */
export function startOfflineCore(): void {
  if (!('serviceWorker' in navigator) || !('caches' in window)) {
    offlineState.value = { state: 'unsupported', done: 0, total: 0 };
    return;
  }
  let running: Promise<void> = Promise.resolve();
  const run = () => {
    running = running.then(completeCore);
  };
  locale.subscribe(run);
  window.addEventListener('online', run);
}

/** Asks the browser not to clear the documents; browsers that ask the person do so only once. */
export async function keepStorage(): Promise<void> {
  if (await navigator.storage?.persisted?.()) return;
  await navigator.storage?.persist?.();
}

async function completeCore(): Promise<void> {
  try {
    if (!(await hasWorker())) {
      offlineState.value = { state: 'unsupported', done: 0, total: 0 };
      return;
    }
    const core = await readManifest();
    await fetchMissing(wantedParts(core, await simdVariant(), locale.value));
  } catch (error) {
    console.warn('The offline core is not complete:', error);
    offlineState.value = { ...offlineState.value, state: 'failed' };
  }
}

async function fetchMissing(parts: Part[]): Promise<void> {
  const total = parts.reduce((sum, part) => sum + part.bytes, 0);
  const missing: Part[] = [];
  for (const part of parts) {
    if (!(await caches.match(absolute(part.url)))) missing.push(part);
  }
  let done = total - missing.reduce((sum, part) => sum + part.bytes, 0);
  const cache = await caches.open(CORE_CACHE);
  for (const part of missing) {
    offlineState.value = { state: 'fetching', done, total };
    const response = await fetch(absolute(part.url));
    if (!response.ok) throw new Error(`${part.url} answered ${response.status}`);
    await cache.put(absolute(part.url), response);
    done += part.bytes;
  }
  offlineState.value = { state: 'ready', done: total, total };
}

/** The manifest is kept beside the parts, so that "ready" is told offline too. */
async function readManifest(): Promise<OfflineCore> {
  const url = absolute('offline-core.json');
  const cache = await caches.open(CORE_CACHE);
  const fresh = await fetch(url, { cache: 'no-cache' }).catch(() => null);
  if (fresh?.ok) await cache.put(url, fresh.clone());
  const response = fresh?.ok ? fresh : await cache.match(url);
  if (!response) throw new Error('offline-core.json is out of reach');
  return (await response.json()) as OfflineCore;
}

async function simdVariant(): Promise<SimdVariant> {
  const { relaxedSimd, simd } = await import('wasm-feature-detect');
  if (await relaxedSimd()) return 'relaxed';
  return (await simd()) ? 'simd' : 'plain';
}

/** Whether a service worker is active; one that is being installed is waited for. */
async function hasWorker(): Promise<boolean> {
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration) return false;
  await navigator.serviceWorker.ready;
  return true;
}

const absolute = (url: string): string => new URL(url, document.baseURI).href;
