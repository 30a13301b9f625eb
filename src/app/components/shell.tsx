import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { announcement } from '../announce.ts';
import { engineObstacle } from '../engine.ts';
import { LOCALE_NAMES, messages } from '../i18n/index.ts';
import { ACCOUNT, HOME, type Route, route, TOOL_LIST } from '../router.ts';
import { takeOverUpdate } from '../service-worker.ts';
import { chooseLocale, locale } from '../settings.ts';
import { Home } from '../views/home/home.tsx';
import { NotFound } from '../views/not-found.tsx';
import { FileCatcher } from './file-catcher.tsx';
import { Icon, Mark } from './icons.tsx';
import { lazy } from './lazy.tsx';
import { OfflineBadge } from './offline-badge.tsx';

const JobView = lazy(() => import('../views/job/job.tsx').then((module) => module.JobView));
const AccountView = lazy(() => import('../views/account/account.tsx').then((module) => module.AccountView));
const ApiView = lazy(() => import('../views/api/api.tsx').then((module) => module.ApiView));
const ToolsView = lazy(() => import('../views/tools/tools.tsx').then((module) => module.ToolsView));
const ToolView = lazy(() => import('../views/tools/tool.tsx').then((module) => module.ToolView));
const ModelsView = lazy(() => import('../views/models/models.tsx').then((module) => module.ModelsView));
const LanguagesView = lazy(() => import('../views/languages/languages.tsx').then((module) => module.LanguagesView));

/** What stands around every view. */
export function Shell() {
  const main = useRef<HTMLElement>(null);
  useViewChange(main);
  const m = messages.value;
  return (
    <>
      {/* No link: the hash names the view, and must not change. */}
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        {m.app.skip}
      </button>
      <Header />
      <CannotRead />
      <main ref={main} tabIndex={-1}>
        <View route={route.value} />
      </main>
      <FileCatcher />
      <UpdateNotice />
      <div class="hidden-text" aria-live="polite" role="status">
        {announcement.value}
      </div>
    </>
  );
}

function View({ route }: { route: Route }) {
  switch (route.view) {
    case 'home':
      return <Home />;
    case 'job':
      return <JobView key={route.uuid} uuid={route.uuid} />;
    case 'account':
      return <AccountView part={route.part} />;
    case 'api':
      return <ApiView section={route.section} />;
    case 'tools':
      return <ToolsView />;
    case 'tool':
      return <ToolView key={route.slug} slug={route.slug} />;
    case 'languages':
      return <LanguagesView />;
    case 'models':
      return <ModelsView />;
    case 'not-found':
      return <NotFound />;
  }
}

function Header() {
  const m = messages.value;
  const other = locale.value === 'en' ? 'fa' : 'en';
  return (
    <header class="header">
      <a class="brand" href={HOME} aria-label={m.app.home}>
        <Mark />
        {m.app.name}
      </a>
      <OfflineBadge />
      <button type="button" class="button" lang={other} onClick={() => chooseLocale(other)}>
        <Icon name="language" />
        {LOCALE_NAMES[other]}
      </button>
      <a class="button round" href={TOOL_LIST} aria-label={m.tools.title} title={m.tools.title}>
        <Icon name="tools" />
      </a>
      <a class="button round" href={ACCOUNT} aria-label={m.app.account} title={m.app.account}>
        <Icon name="account" />
      </a>
    </header>
  );
}

function CannotRead() {
  const obstacle = engineObstacle.value;
  if (!obstacle) return null;
  return (
    <p class="cannot-read" role="status">
      <Icon name="alert" />
      {messages.value.app.cannotRead[obstacle]}
    </p>
  );
}

function UpdateNotice() {
  const takeOver = takeOverUpdate.value;
  if (!takeOver) return null;
  const m = messages.value.app;
  return (
    <div class="notice" role="status">
      <span>{m.newVersion}</span>
      <button type="button" class="button" onClick={takeOver}>
        {m.reload}
      </button>
      <button
        type="button"
        class="button round"
        aria-label={m.close}
        onClick={() => {
          takeOverUpdate.value = null;
        }}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

/** On a change of view: its title, the top of the page, and the focus where reading begins. */
function useViewChange(main: { current: HTMLElement | null }): void {
  useEffect(
    () =>
      effect(() => {
        const m = messages.value;
        const titles = {
          home: m.home.title,
          job: '',
          account: m.account.title,
          api: m.api.title,
          languages: m.languages.title,
          models: m.models.title,
          tools: m.tools.title,
          tool: '',
          'not-found': m.notFound.title,
        };
        const title = titles[route.value.view];
        // A job and a tool set their own.
        if (title) document.title = `${title} · ${m.app.name}`;
      }),
    [],
  );

  useEffect(() => {
    let first = true;
    return route.subscribe(() => {
      if (!first) {
        window.scrollTo(0, 0);
        main.current?.focus({ preventScroll: true });
      }
      first = false;
    });
  }, []);
}
