/** The contract's lists as tables, made from the contract itself. */
import type { ComponentChildren } from 'preact';
import { ERROR_STATUS, type ErrorCode } from '../../../contract/errors.ts';
import { FORMATS, type Format } from '../../../contract/formats.ts';
import { PLANS, type Plan, type PlanName } from '../../../contract/plans.ts';
import type { NamedTool } from '../../../contract/tool-names.ts';
import { apiUrl } from '../../api.ts';
import { formats, messages } from '../../i18n/index.ts';
import { type Field, type OpenApi, pathLines } from './description.ts';
import { Text } from './text.tsx';
import { words } from './words.ts';

export function FieldTable({ name, fields, texts }: { name: string; fields: Field[]; texts: Record<string, string> }) {
  const w = words.value;
  return (
    <Table name={name} head={[w.field, w.meaning]}>
      {fields.map((field) => (
        <tr key={field.name}>
          <th scope="row">
            <Code>{field.name}</Code>
            {field.required && <span class="soft small"> {w.required}</span>}
          </th>
          <td>
            <Text>{texts[field.name] ?? field.description}</Text>
            {field.values.length > 1 && (
              <p class="values">
                {field.values.map((value) => (
                  <Code key={value}>{value}</Code>
                ))}
              </p>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

export function FormatTable() {
  const w = words.value;
  const names = messages.value.job.formats;
  return (
    <Table name="formats" head={[w.format, w.meaning, w.mediaType]}>
      {(Object.keys(FORMATS) as Format[]).map((format) => (
        <tr key={format}>
          <th scope="row">
            <Code>{format}</Code>
          </th>
          <td>{names[format]}</td>
          <td>
            <Code>{FORMATS[format].mime.split(';')[0] ?? ''}</Code>
          </td>
        </tr>
      ))}
    </Table>
  );
}

export function ToolTable({ tools }: { tools: NamedTool[] }) {
  const w = words.value;
  return (
    <Table name="tools" head={[w.tool, w.meaning, w.tier]}>
      {tools.map((tool) => {
        const { name, description } = w.toolTexts[tool.slug] ?? tool;
        return (
          <tr key={tool.slug}>
            <th scope="row">
              <Code>{tool.slug}</Code>
            </th>
            <td>
              <strong>{name}.</strong> {description}
            </td>
            <td>
              <Code>{tool.tier}</Code>
            </td>
          </tr>
        );
      })}
    </Table>
  );
}

export function PlanTable() {
  const w = words.value;
  const f = formats.value;
  const allowanceOf = (name: PlanName, { allowance, period }: Plan): string => {
    if (allowance === null) return name === 'credits' ? w.balance : w.unlimited;
    return period === 'day' ? w.perDay(allowance) : w.perMonth(allowance);
  };
  return (
    <Table name="plans" head={[w.plan, w.allowance, w.pagesPerFile, w.priority]}>
      {(Object.keys(PLANS) as PlanName[]).map((name) => (
        <tr key={name}>
          <th scope="row">{w.planNames[name]}</th>
          <td>{allowanceOf(name, PLANS[name])}</td>
          <td>{f.number(PLANS[name].pagesPerFile)}</td>
          <td>{f.number(PLANS[name].priority)}</td>
        </tr>
      ))}
    </Table>
  );
}

export function ErrorTable() {
  const w = words.value;
  return (
    <Table name="errors" head={[w.status, w.code, w.when]}>
      {(Object.keys(ERROR_STATUS) as ErrorCode[]).map((code) => (
        <tr key={code}>
          <td>
            <Code>{String(ERROR_STATUS[code])}</Code>
          </td>
          <th scope="row">
            <Code>{code}</Code>
          </th>
          <td>
            <Text>{w.errorTexts[code]}</Text>
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** The API describes its paths in English. */
export function PathTable({ openApi }: { openApi: OpenApi }) {
  const w = words.value;
  const lines = pathLines(openApi);
  const root = apiUrl('').pathname.replace(/\/$/, '');
  return (
    <details class="fold">
      <summary>{w.allPaths(lines.length)}</summary>
      <ul class="path-lines" dir="ltr" lang="en">
        {lines.map(({ method, path, summary }) => (
          <li key={method + path}>
            <code>
              <strong>{method}</strong> {root}
              {path}
            </code>
            <p class="soft">{summary}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Table({ name, head, children }: { name: string; head: string[]; children: ComponentChildren }) {
  return (
    <div class="table-scroll">
      <table class="table" data-table={name}>
        <thead>
          <tr>
            {head.map((title) => (
              <th scope="col" key={title}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function Code({ children }: { children: string }) {
  return <code dir="ltr">{children}</code>;
}
