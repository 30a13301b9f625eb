/** The words of the interface, but for those of views that bring their own. One object a language; what counts or names something is a function. */
import type { ErrorDetails } from '../../contract/errors.ts';
import type { Format } from '../../contract/formats.ts';
import type { EngineObstacle } from '../engine.ts';
import type { ProblemCode } from '../problem.ts';

export interface Messages {
  app: {
    name: string;
    skip: string;
    home: string;
    account: string;
    close: string;
    newVersion: string;
    reload: string;
    offline: string;
    dropHere: string;
    loading: string;
    cannotRead: Record<EngineObstacle, string>;
  };
  home: {
    title: string;
    lead: string;
    formats: string;
    choose: string;
    folder: string;
    photo: string;
    sample: string;
    privateTitle: string;
    privateText: string;
    toolsTitle: string;
    toolsText: string;
    toolsLink: string;
    apiTitle: string;
    apiText: string;
    apiLink: string;
  };
  offlineCore: {
    ready: string;
    readyText: string;
    fetching: (ratio: number) => string;
    fetchingText: (done: number, total: number) => string;
    failed: string;
    failedText: string;
    unsupported: string;
    unsupportedText: string;
  };
  documentLanguage: {
    label: string;
    auto: string;
    autoHint: string;
    more: string;
  };
  jobs: {
    title: string;
    emptyTitle: string;
    emptyText: string;
    loading: string;
    failed: string;
    retry: string;
    more: string;
    open: (filename: string) => string;
    cancel: string;
    cancelNamed: (filename: string) => string;
    remove: string;
    removeNamed: (filename: string) => string;
    removeAsk: (filename: string) => string;
    removeYes: string;
    removeNo: string;
    readAgain: string;
    readAgainNamed: (filename: string) => string;
    dismiss: string;
    password: string;
    unlock: string;
    opening: string;
    waiting: string;
    preparing: string;
    reading: string;
    readingPage: (page: number, total: number) => string;
    preparingPage: (page: number, total: number) => string;
    pagesAMinute: (count: number) => string;
    soonDone: string;
    minutesLeft: (count: number) => string;
    hoursLeft: (count: number) => string;
    /** Of a file that was read before; `when` is a date. */
    knownDone: (when: string) => string;
    knownRunning: string;
    knownOpen: string;
    knownAgain: string;
    done: (filename: string) => string;
  };
  job: {
    back: string;
    loading: string;
    page: string;
    pages: (count: number) => string;
    words: (count: number) => string;
    confidence: (ratio: number) => string;
    confidenceHint: string;
    failedTitle: string;
    cancelledTitle: string;
    copy: string;
    copied: string;
    copyFailed: string;
    download: string;
    formats: Record<Format, string>;
    pdfa: string;
    notPdfa: string;
    moreFormats: string;
    building: string;
    rename: string;
    newName: string;
    renameSave: string;
    renameCancel: string;
    tabs: string;
    text: string;
    data: string;
    markdown: string;
    json: string;
    ask: string;
    empty: string;
    emptyText: string;
    notYet: string;
    toCheck: (count: number) => string;
    toCheckNext: string;
    correctWord: string;
    correctSave: string;
    correctCancel: string;
    word: (text: string, ratio: number) => string;
    /** What the standard reader read where a vision model wrote something else. */
    otherReading: (text: string) => string;
    notReadThere: string;
    translation: string;
    original: string;
    wordLayer: (page: number) => string;
    imageAlt: (page: number, filename: string) => string;
    imageGone: string;
    pageOf: (page: number, total: number) => string;
    pageNavigation: string;
    previousPage: string;
    nextPage: string;
    zoom: string;
    zoomIn: string;
    zoomOut: string;
    fitWidth: string;
    actualSize: string;
    notes: string;
  };
  account: {
    title: string;
  };
  api: {
    title: string;
  };
  languages: {
    title: string;
  };
  models: {
    title: string;
  };
  tools: {
    title: string;
  };
  notFound: {
    title: string;
    text: string;
    jobTitle: string;
    jobText: string;
    home: string;
  };
  problems: Record<ProblemCode, (details: ErrorDetails) => string>;
}

/** A number among an error's details, or null where the API gave none. */
export const detail = (details: ErrorDetails, name: string): number | null => {
  const value = details[name];
  return typeof value === 'number' ? value : null;
};
