// Every page of head and governor is well made.
// Also: empty, ugly, without-scripts
import { everyPageOf } from '../crawl.mjs';

export default everyPageOf('head', 'governor');
