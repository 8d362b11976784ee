// Every page of parent, pupil and invited professional is well made.
// Also: empty, ugly, without-scripts
import { everyPageOf } from '../crawl.mjs';

export default everyPageOf('parent', 'pupil', 'agency');
