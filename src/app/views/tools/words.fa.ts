import { toolNames } from './tool-names.fa.ts';
import type { ToolsWords } from './words.ts';

export const fa: ToolsWords = {
  lead: 'هر ابزار یک جور سند را می‌خواند و یک جور نتیجه می‌دهد. همه‌چیز روی همین دستگاه می‌ماند.',
  groups: {
    text: 'متن',
    files: 'فایل',
    tables: 'جدول',
    data: 'داده',
    model: 'دست‌نوشته، فرمول، ترجمه',
  },
  modelText: 'این‌ها مدلی روی همین دستگاه می‌خواهند. بی آن، دست‌نوشته و فرمول مانند چاپ خوانده می‌شود.',
  target: 'ترجمه به',
  back: 'همهٔ ابزارها',
  results: {
    text: 'متن می‌دهد',
    markdown: 'مارک‌داون می‌دهد',
    docx: 'فایل Word می‌دهد',
    pdf: 'PDF می‌دهد',
    csv: 'CSV برای صفحه‌گسترده می‌دهد',
    data: 'مقدارهای نام‌دار می‌دهد',
    translation: 'ترجمه می‌دهد',
  },
  tools: toolNames,
};
