/** A point of a chart in words. */
export interface PointText {
  readonly when: string;
  readonly value: string;
}

/** All that charts say by themselves. Whoever shows one has the words, in the language of the person. */
export interface ChartTexts {
  /** What a chart is, to whoever moves along it by keys. */
  readonly kind: string;
  readonly table: string;
  readonly listen: string;
  readonly stop: string;
  /** What tones mean, for whoever hears them and whoever does not. */
  readonly tones: string;
  /** Heads of the table's columns. */
  readonly when: string;
  readonly value: string;
  readonly unknown: string;
  readonly highest: (point: PointText) => string;
  readonly lowest: (point: PointText) => string;
  /** A whole line in words. */
  readonly summary: (of: Readonly<Record<'from' | 'to' | 'highest' | 'lowest', PointText>>) => string;
}
