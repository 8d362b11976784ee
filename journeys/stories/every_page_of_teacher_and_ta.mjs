// Every page of class teacher and teaching assistant is well made.
// Also: empty, ugly, without-scripts
import { everyPageOf } from '../crawl.mjs';

export default everyPageOf('teacher', 'ta');
