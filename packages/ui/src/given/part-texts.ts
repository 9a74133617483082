/** All that parts say by themselves. The app has the words, in the language of the person. */
export interface PartTexts {
  /** Ends the title of every document, behind that of its page. */
  readonly appName: string;
  readonly error: {
    /** Above what has to be put right. */
    readonly summary: string;
    /** Begins the document's title meanwhile. */
    readonly prefix: string;
  };
  readonly copy: {
    /** What a press would do; `label` names what is copied. */
    readonly offer: (label: string) => string;
    readonly done: (label: string) => string;
    readonly failed: (label: string) => string;
  };
  readonly waiting: {
    /** After five seconds. */
    readonly still: string;
    /** After fifteen. */
    readonly long: string;
    readonly retry: string;
  };
}
