// Every page of data manager and administrator is well made.
// Also: empty, ugly, without-scripts
import { everyPageOf } from '../crawl.mjs';

export default everyPageOf('data-manager', 'admin');
