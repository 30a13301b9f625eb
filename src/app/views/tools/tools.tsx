import './tools.css';
import { TOOLS, type Tool, type ToolSlug } from '../../../contract/tools.ts';
import { messages } from '../../i18n/index.ts';
import { toolHash } from '../../router.ts';
import { type ToolsWords, words } from './words.ts';

type Group = keyof ToolsWords['groups'];

const GROUP_OF: Record<Exclude<Tool['result'], 'translation'>, Group> = {
  text: 'text',
  markdown: 'text',
  docx: 'files',
  pdf: 'files',
  csv: 'tables',
  data: 'data',
};

const groupOf = ({ tier, result }: Tool): Group =>
  tier === 'vlm' || result === 'translation' ? 'model' : GROUP_OF[result];

/** What can be made of a document besides reading it, a page each. */
export function ToolsView() {
  const w = words.value;
  const groups = Object.keys(w.groups) as Group[];
  return (
    <div class="tools">
      <div class="tools-head">
        <h1>{messages.value.tools.title}</h1>
        <p class="soft">{w.lead}</p>
      </div>
      {groups.map((group) => (
        <section key={group} aria-labelledby={`tools-${group}`}>
          <h2 id={`tools-${group}`}>{w.groups[group]}</h2>
          {group === 'model' && <p class="soft small">{w.modelText}</p>}
          <ul class="tool-list">
            {TOOLS.filter((tool) => groupOf(tool) === group).map(({ slug }) => (
              <ToolLink key={slug} slug={slug} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function ToolLink({ slug }: { slug: ToolSlug }) {
  const { name, description } = words.value.tools[slug];
  return (
    <li>
      <a class="tool-link" href={toolHash(slug)} data-tool={slug}>
        <strong>{name}</strong>
        <span class="soft">{description}</span>
      </a>
    </li>
  );
}
