/** The flows of what earns, which come together: see `earn-pages.ts`. */
export { GoOnPage } from '../go-on/go-on-page.tsx';
export { JourneyPage } from '../journey/journey-page.tsx';
export { StartPage } from '../start/start-page.tsx';
export { StopPage } from '../stop/stop-page.tsx';
