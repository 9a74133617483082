export { createJourney, journeyRule, UNDO_TRIES_MAX } from './journey-rule.ts';
