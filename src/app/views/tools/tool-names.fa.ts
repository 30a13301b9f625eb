/** Persian names of the tools; in English the contract names them. */
import type { ToolSlug } from '../../../contract/tools.ts';

export const toolNames: Record<ToolSlug, { name: string; description: string }> = {
  'image-to-text': { name: 'تصویر به متن', description: 'متن ساده از اسکن، عکس یا تصویر صفحه‌نمایش.' },
  'pdf-to-text': { name: 'PDF به متن', description: 'متن سادهٔ همهٔ صفحه‌های یک PDF.' },
  'pdf-to-markdown': { name: 'PDF به مارک‌داون', description: 'عنوان‌ها، فهرست‌ها و جدول‌های PDF به مارک‌داون.' },
  'pdf-to-word': { name: 'PDF به Word', description: 'یک فایل Word ویرایش‌پذیر.' },
  'searchable-pdf': { name: 'PDF جست‌وجوپذیر', description: 'همان اسکن، که متنش یافتنی و رونوشت‌برداشتنی است.' },
  'extract-tables': { name: 'بیرون‌کشیدن جدول‌ها', description: 'جدول‌های سند در قالب CSV.' },
  'image-to-excel': { name: 'تصویر به اکسل', description: 'جدول عکس‌گرفته، در CSV برای صفحه‌گسترده.' },
  'receipt-to-data': { name: 'رسید به داده', description: 'فروشنده، تاریخ، قلم‌ها و جمع یک رسید.' },
  'invoice-to-data': { name: 'فاکتور به داده', description: 'شماره، تاریخ، دو طرف و مبلغ‌های فاکتور.' },
  'business-card': { name: 'کارت ویزیت', description: 'نام، شرکت، تلفن و نشانی روی کارت.' },
  'form-to-data': { name: 'فرم به داده', description: 'برچسب‌ها و مقدارهای فرم پرشده.' },
  'screenshot-to-text': { name: 'صفحه‌نمایش به متن', description: 'متن از نوشته‌های ریز روی صفحه.' },
  'code-from-screenshot': { name: 'کد از صفحه‌نمایش', description: 'متن برنامه با تورفتگی‌هایش.' },
  'handwriting-to-text': { name: 'دست‌نوشته به متن', description: 'یادداشت‌ها و نامه‌های دست‌نوشته.' },
  'math-to-latex': { name: 'ریاضی به LaTeX', description: 'فرمول‌ها به LaTeX.' },
  translate: { name: 'ترجمه', description: 'متن به زبانی دیگر، که translate_to می‌گوید.' },
};
