/** Views are addressed by hash, so that any static host serves them. */
import { computed, signal } from '@preact/signals';
import { TOOLS, type Tool, type ToolSlug } from '../contract/tools.ts';

export type Route =
  | { view: 'home' }
  | { view: 'job'; uuid: string }
  | { view: 'account'; part: 'settings' | 'usage' }
  | { view: 'languages' }
  | { view: 'models' }
  | { view: 'tools' }
  | { view: 'tool'; slug: ToolSlug }
  /** `section` is the id of the section to show; '' is the top. */
  | { view: 'api'; section: string }
  | { view: 'not-found' };

export const HOME = '#/';
export const ACCOUNT = '#/account';
export const USAGE = '#/account/usage';
export const API = '#/api';
export const LANGUAGES = '#/languages';
export const MODELS = '#/models';
export const TOOL_LIST = '#/tools';
export const toolHash = (slug: ToolSlug): string => `${TOOL_LIST}/${slug}`;
export const jobHash = (uuid: string): string => `#/job/${uuid}`;
export const apiHash = (section: string): string => `${API}/${section}`;

export function parseHash(hash: string): Route {
  const path = hash.replace(/^#\/?/, '').replace(/\/$/, '');
  if (path === '') return { view: 'home' };
  if (path === 'account') return { view: 'account', part: 'settings' };
  if (path === 'account/usage') return { view: 'account', part: 'usage' };
  if (path === 'languages') return { view: 'languages' };
  if (path === 'models') return { view: 'models' };
  if (path === 'tools') return { view: 'tools' };
  const tool = TOOLS.find(({ slug }) => path === `tools/${slug}`);
  if (tool) return { view: 'tool', slug: tool.slug };
  const section = /^api(?:\/([a-z-]+))?$/.exec(path);
  if (section) return { view: 'api', section: section[1] ?? '' };
  const uuid = /^job\/([0-9a-f]{32})$/.exec(path)?.[1];
  return uuid ? { view: 'job', uuid } : { view: 'not-found' };
}

const hash = signal(globalThis.location?.hash ?? '');

export const route = computed(() => parseHash(hash.value));

/** Files that are dropped now are read with this tool; null: with none. */
export function toolInView(): Tool | null {
  const shown = route.value;
  return (shown.view === 'tool' && TOOLS.find(({ slug }) => slug === shown.slug)) || null;
}

export function startRouter(): void {
  window.addEventListener('hashchange', () => {
    hash.value = location.hash;
  });
}

export function navigate(to: string): void {
  location.hash = to;
}
