import { Icon } from '../components/icons.tsx';
import { messages } from '../i18n/index.ts';
import { HOME } from '../router.ts';

/** An address that leads nowhere; `job` says that it named a document. */
export function NotFound({ job = false }: { job?: boolean }) {
  const m = messages.value.notFound;
  return (
    <div class="state">
      <Icon name="file" />
      <h1>{job ? m.jobTitle : m.title}</h1>
      <p>{job ? m.jobText : m.text}</p>
      <a class="button primary" href={HOME}>
        {m.home}
      </a>
    </div>
  );
}
