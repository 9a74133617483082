import type { Spot } from './plot.ts';

/** One tone of a line that is heard: silence where the line is broken. */
export interface Tone {
  readonly atMs: number;
  /** In Hertz; null for silence. */
  readonly frequency: number | null;
  /** Which point of the line it is. */
  readonly place: number;
}

/** Two octaves, which small speakers can play: the lowest is an A below middle C. */
const LOWEST_HZ = 220;
const OCTAVES = 2;

const TONE_MS = 90;

/** No line takes longer to hear than five seconds. */
const TONES_MAX = 56;

/** A line as tones, one after the other: the higher the value, the higher the tone, by equal steps of pitch. */
export function tonesOf(spots: readonly Spot[]): Tone[] {
  const count = Math.min(spots.length, TONES_MAX);
  return Array.from({ length: count }, (_, index): Tone => {
    const place = count === 1 ? 0 : Math.round((index * (spots.length - 1)) / (count - 1));
    const top = spots[place]?.top ?? null;
    return {
      place,
      atMs: index * TONE_MS,
      frequency: top === null ? null : LOWEST_HZ * 2 ** (OCTAVES * (1 - top)),
    };
  });
}

/** How long all of them take. */
export function lengthOf(tones: readonly Tone[]): number {
  return tones.length * TONE_MS;
}

/** What of the browser's audio is used. */
export type AudioMaker = () => Pick<
  AudioContext,
  'currentTime' | 'destination' | 'createOscillator' | 'createGain' | 'close'
>;

const LOUD = 0.12;

/** Plays tones from now on. @returns what ends it: to be called once, also when they are over */
export function playTones(tones: readonly Tone[], createAudio: AudioMaker): () => void {
  const audio = createAudio();
  const [voice, volume] = [audio.createOscillator(), audio.createGain()];
  voice.type = 'triangle';
  voice.connect(volume);
  volume.connect(audio.destination);
  for (const { atMs, frequency } of tones) {
    const at = audio.currentTime + atMs / 1_000;
    volume.gain.setTargetAtTime(frequency === null ? 0 : LOUD, at, 0.01);
    if (frequency !== null) voice.frequency.setTargetAtTime(frequency, at, 0.012);
  }
  const end = audio.currentTime + lengthOf(tones) / 1_000;
  volume.gain.setTargetAtTime(0, end, 0.02);
  voice.start();
  voice.stop(end + 0.2);
  return () => void audio.close();
}
