import { useEffect, useState } from 'react';
import { lengthOf, playTones, type Tone } from './tones.ts';

/** Tones that somebody may hear, and stop: they end by themselves, and with the page. */
export interface Tones {
  /** Whether this browser can play any. */
  readonly canPlay: boolean;
  readonly isPlaying: boolean;
  readonly toggle: () => void;
}

/** @param onTone told of each tone's place as it is heard, and of null when it is over */
export function useTones(tones: readonly Tone[], onTone: (place: number | null) => void): Tones {
  const [playing, setPlaying] = useState<{ readonly tones: readonly Tone[] } | null>(null);
  useEffect(() => {
    if (playing === null) return;
    const end = playTones(playing.tones, () => new AudioContext());
    const timers = playing.tones.map(({ atMs, place }) => setTimeout(() => onTone(place), atMs));
    timers.push(setTimeout(() => setPlaying(null), lengthOf(playing.tones) + 200));
    return () => {
      for (const timer of timers) clearTimeout(timer);
      onTone(null);
      end();
    };
  }, [playing, onTone]);
  return {
    canPlay: typeof AudioContext === 'function',
    isPlaying: playing !== null,
    toggle: () => setPlaying(playing === null ? { tones } : null),
  };
}
