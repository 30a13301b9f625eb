import './tools.css';
import { useEffect } from 'preact/hooks';
import { TOOLS, type Tool, type ToolSlug } from '../../../contract/tools.ts';
import { Icon } from '../../components/icons.tsx';
import { messages } from '../../i18n/index.ts';
import { MODELS, TOOL_LIST } from '../../router.ts';
import { ChooseFiles } from '../home/choose-files.tsx';
import { Documents } from '../home/documents.tsx';
import { TargetChoice } from './target-choice.tsx';
import { words } from './words.ts';

/** One tool: its way in, and the documents that were read with it. */
export function ToolView({ slug }: { slug: ToolSlug }) {
  const w = words.value;
  const m = messages.value;
  const { name, description } = w.tools[slug];
  const tool = TOOLS.find((one) => one.slug === slug) as Tool;
  useEffect(() => {
    document.title = `${name} · ${m.app.name}`;
  }, [name, m]);
  return (
    <div class="home tool">
      <section class="intake" aria-labelledby="tool-title">
        <a class="tool-back" href={TOOL_LIST}>
          <Icon name="back" />
          {w.back}
        </a>
        <div class="sheet">
          <h1 id="tool-title">{name}</h1>
          <p class="lead">{description}</p>
          {tool.result === 'translation' && <TargetChoice />}
          <ChooseFiles />
        </div>
        <p class="soft small">
          {w.results[tool.result]}
          {tool.tier === 'vlm' && (
            <>
              . {w.modelText} <a href={MODELS}>{m.models.title}</a>
            </>
          )}
        </p>
      </section>
      <Documents tool={slug} />
    </div>
  );
}
