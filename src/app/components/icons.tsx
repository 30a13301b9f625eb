/** One icon set: a 20-unit grid, one weight, round ends. */
const PATHS = {
  account:
    'M10 10a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5Z' + 'M3.75 16.75c.8-2.7 3.2-4.25 6.25-4.25s5.45 1.55 6.25 4.25',
  alert: 'M10 6.5v4.25M10 13.6v.1M10 17.25a7.25 7.25 0 1 0 0-14.5 7.25 7.25 0 0 0 0 14.5Z',
  back: 'M16 10H4.5M9 5l-5 5 5 5',
  camera:
    'M3 7.25c0-.8.7-1.5 1.5-1.5h1.75l1.25-2h5l1.25 2h1.75c.8 0 1.5.7 1.5 1.5v7.5c0 .8-.7 1.5-1.5 1.5h-11' +
    'c-.8 0-1.5-.7-1.5-1.5v-7.5ZM10 13.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5Z',
  check: 'm4 10.5 4 4 8-9',
  code: 'm6.5 6-4 4 4 4M13.5 6l4 4-4 4M11.5 4l-3 12',
  close: 'm5 5 10 10M15 5 5 15',
  copy:
    'M7 7V4.5c0-.8.7-1.5 1.5-1.5h7c.8 0 1.5.7 1.5 1.5v7c0 .8-.7 1.5-1.5 1.5H13M4.5 7h7c.8 0 1.5.7 1.5 1.5v7' +
    'c0 .8-.7 1.5-1.5 1.5h-7c-.8 0-1.5-.7-1.5-1.5v-7C3 7.7 3.7 7 4.5 7Z',
  down: 'm5.5 8 4.5 4.5L14.5 8',
  download: 'M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13',
  file:
    'M11.5 2.75h-5c-.8 0-1.5.7-1.5 1.5v11.5c0 .8.7 1.5 1.5 1.5h7c.8 0 1.5-.7 1.5-1.5V6.25l-3.5-3.5Zm0 0v3.5H15' +
    'M7.75 10h4.5M7.75 13h4.5',
  folder:
    'M3 6.25c0-.8.7-1.5 1.5-1.5h3.25l2 2h5.75c.8 0 1.5.7 1.5 1.5v6.5c0 .8-.7 1.5-1.5 1.5h-11c-.8 0-1.5-.7-1.5-1.5v-8.5Z',
  fit: 'M3 4v12M17 4v12M6.5 10h7M8.5 7.5 6 10l2.5 2.5M11.5 7.5 14 10l-2.5 2.5',
  language:
    'M10 17.25a7.25 7.25 0 1 0 0-14.5 7.25 7.25 0 0 0 0 14.5ZM3 10h14M10 2.75c4 4 4 10.5 0 14.5' +
    'M10 2.75c-4 4-4 10.5 0 14.5',
  lock: 'M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9M5.5 9h9c.6 0 1 .4 1 1v6c0 .6-.4 1-1 1h-9c-.6 0-1-.4-1-1v-6c0-.6.4-1 1-1Z',
  minus: 'M4.5 10h11',
  next: 'm8 5 5 5-5 5',
  offline: 'm3 3 14 14M7 7.2A6.4 6.4 0 0 0 5.6 8 4 4 0 0 0 6.5 16H14M9.5 5a5.2 5.2 0 0 1 5 4.4 3.4 3.4 0 0 1 2.2 4.4',
  pencil: 'M12.5 4.5l3 3M4 16l.6-3.4 8.7-8.7a1.4 1.4 0 0 1 2 0l.8.8a1.4 1.4 0 0 1 0 2l-8.7 8.7L4 16Z',
  play: 'M6.5 4.5v11l9-5.5-9-5.5Z',
  plus: 'M10 4.5v11M4.5 10h11',
  previous: 'm12 5-5 5 5 5',
  ready: 'M10 17.25a7.25 7.25 0 1 0 0-14.5 7.25 7.25 0 0 0 0 14.5ZM6.75 10.25l2.25 2.25 4.25-4.75',
  retry: 'M16.5 10a6.5 6.5 0 1 1-2-4.7M16.5 3v3.5H13',
  sample: 'M5 3.5h10v13H5zM7.75 7h4.5M7.75 10h4.5M7.75 13h2.5',
  send: 'M10 16V4.5M5 9l5-5 5 5',
  tools: 'M3.5 3.5h5v5h-5zM11.5 3.5h5v5h-5zM3.5 11.5h5v5h-5zM11.5 11.5h5v5h-5z',
  trash: 'M3.5 5.5h13M8 5.5V3.75h4V5.5M5.25 5.5l.6 10c.05.7.6 1.25 1.3 1.25h5.7c.7 0 1.25-.55 1.3-1.25l.6-10',
} as const;

export type IconName = keyof typeof PATHS;

const DIRECTED = new Set<IconName>(['back', 'next', 'previous']);

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={DIRECTED.has(name) ? 'icon directed' : 'icon'} viewBox="0 0 20 20" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

/** The mark: a leaf that is a sheet with lines of text. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <path class="mark-leaf" d="M5 19C5 10 11 4 20 4h7v9c0 9-6 15-15 15H5z" fill="var(--accent)" />
      <path
        d="M12 12.5h10M10 17.5h10M10 22.5h6"
        fill="none"
        stroke="var(--ground)"
        stroke-width="2.25"
        stroke-linecap="round"
      />
    </svg>
  );
}
