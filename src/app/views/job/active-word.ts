/** The word that the pointer or the focus is on, marked on the page and in the text alike. */
import { effect, type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Follows pointer and focus over every element `[data-w]` below the returned ref, and marks all those that stand for
 * the active word; where there is none, for the word `held`. A click shows the word's counterpart and tells `onChoose`,
 * which is true where that opens something at the word in the text: on a narrow screen it would be scrolled away. Done on
 * the elements themselves: a page has a thousand words, and only two change.
 */
export function useActiveWord(
  held: number | null,
  onChoose: (id: number) => boolean,
): {
  active: Signal<number | null>;
  root: { current: HTMLDivElement | null };
} {
  const active = useSignal<number | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const chosen = useRef(onChoose);
  chosen.current = onChoose;
  const kept = useRef(held);
  kept.current = held;
  useEffect(() => {
    active.value = held;
  }, [held]);

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const follow = (event: Event) => {
      // A finger that scrolls passes over many.
      const byTouch = event instanceof PointerEvent && event.pointerType === 'touch';
      if (!byTouch) active.value = wordAt(event) ?? kept.current;
    };
    const click = (event: Event) => {
      const id = wordAt(event);
      if (id === null || !document.getSelection()?.isCollapsed) return;
      active.value = id;
      const isOpened = chosen.current(id);
      if (isInText(event) && isOpened && isStacked(element)) return;
      showWord(element, id, isInText(event) ? 'page' : 'text');
    };
    const until = new AbortController();
    for (const type of ['pointerover', 'pointerleave', 'focusin', 'focusout']) {
      element.addEventListener(type, follow, { signal: until.signal });
    }
    element.addEventListener('click', click, { signal: until.signal });
    return () => until.abort();
  }, []);

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

/** Scrolls to a word on the page or in the text, and gives its element. */
export function showWord(root: HTMLElement | null, id: number, where: 'page' | 'text'): HTMLElement | undefined {
  const element = elementsOf(root, id).find((one) => (one.closest('.text-view') !== null) === (where === 'text'));
  element?.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'smooth' });
  return element;
}

const elementsOf = (root: HTMLElement | null, id: number): HTMLElement[] => [
  ...(root?.querySelectorAll<HTMLElement>(`[data-w="${id}"]`) ?? []),
];

/** The id of the word that an event happened on; null where it left one, or met none. */
function wordAt(event: Event): number | null {
  if (event.type === 'pointerleave' || event.type === 'focusout') return null;
  const id = (event.target as Element).closest('[data-w]')?.getAttribute('data-w');
  return id ? Number(id) : null;
}

/** Whether the page stands above its text, in one column. */
function isStacked(root: HTMLElement): boolean {
  const [page, text] = ['.page-pane', '.result-pane'].map((pane) => root.querySelector<HTMLElement>(pane));
  return page?.offsetLeft === text?.offsetLeft;
}

const isInText = (event: Event): boolean => (event.target as Element).closest('.text-view') !== null;
