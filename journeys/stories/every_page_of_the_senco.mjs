// Every page of the SENCO is well made.
// Also: empty, ugly, without-scripts
import { everyPageOf } from '../crawl.mjs';

export default everyPageOf('senco');
