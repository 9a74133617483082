import { PROJECT } from '@diboas/testkit/system';

/** The app as it is shipped. */
export const WEB_DIST = `${PROJECT}/apps/web/dist`;
