import { Busboy } from '@fastify/busboy';
import { DIRECT_UPLOAD_BYTES } from '../../../lib/limits/photos.ts';
import { invalidFields } from '../../kernel/errors.ts';
import type { UploadedFile } from '../core/photos/upload.ts';

export type Form = { fields: Record<string, string>; file?: UploadedFile };

/** More than there are fields, so that an unknown one is named. */
const LIMITS = { fields: 20, fieldSize: 16 * 1024, files: 1, parts: 30, fileSize: DIRECT_UPLOAD_BYTES + 1 };

/**
 * A form with a file named `file`, as browsers send it (multipart/form-data, RFC 7578). Of a file that is too large only so much is
 * kept that its length shows it.
 * @throws TesseraError 422 for a body that is no such form
 */
export function readForm(contentType: string | undefined, body: Uint8Array): Promise<Form> {
  return new Promise((resolve, reject) => {
    const refuse = (reason: unknown) => {
      const message = `Send the fields and the file as multipart/form-data (${reason instanceof Error ? reason.message : reason}).`;
      reject(invalidFields([{ field: 'body', message }]));
    };
    if (!/^multipart\/form-data\s*;/i.test(contentType ?? '')) return refuse(`it says ${contentType ?? 'nothing'}`);
    try {
      const form: Form = { fields: {} };
      const parser = new Busboy({ headers: { 'content-type': contentType! }, limits: LIMITS });
      parser.on('field', (name, value) => {
        form.fields[name] = value;
      });
      parser.on('file', (field, stream, name, _encoding, type) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
        stream.on('error', refuse);
        stream.on('end', () => {
          if (field === 'file') form.file = { name: name || 'photo', type, bytes: Buffer.concat(chunks) };
        });
      });
      parser.on('error', refuse);
      parser.on('finish', () => resolve(form));
      parser.end(body);
    } catch (error) {
      refuse(error);
    }
  });
}
