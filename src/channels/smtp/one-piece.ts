import { Transform } from 'node:stream';

/**
 * Hands a message on as one piece. A composer writes a dozen small ones, and each of them would be a packet of its own:
 * together they cost more than all the rest of sending does.
 */
export function inOnePiece(): Transform {
  const pieces: Buffer[] = [];
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      pieces.push(piece);
      done();
    },
    flush(done) {
      done(null, Buffer.concat(pieces));
    },
  });
}
