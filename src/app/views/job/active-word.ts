/** The word that the pointer or the focus is on, marked on the page and in the text alike. */
import { effect, type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Marks every element `[data-w]` below the returned ref that stands for the active word. Done on the elements
 * themselves: a page has a thousand words, and only two change.
 */
export function useActiveWord(): { active: Signal<number | null>; root: { current: HTMLDivElement | null } } {
  const active = useSignal<number | null>(null);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let marked: Element[] = [];
    return effect(() => {
      for (const element of marked) element.removeAttribute('data-active');
      marked = active.value === null ? [] : elementsOf(root.current, active.value);
      for (const element of marked) element.setAttribute('data-active', '');
    });
  }, []);
  return { active, root };
}

export const elementsOf = (root: HTMLElement | null, id: number): HTMLElement[] =>
  [...(root?.querySelectorAll<HTMLElement>(`[data-w="${id}"]`) ?? [])];

/** The id of the word that an event happened on. */
export function wordAt(event: Event): number | null {
  const element = (event.target as Element).closest?.('[data-w]');
  const id = element?.getAttribute('data-w');
  return id ? Number(id) : null;
}
