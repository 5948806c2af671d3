import { Busboy } from '@fastify/busboy';
import { DIRECT_UPLOAD_BYTES } from '../../../lib/limits/photos.ts';
import { type Detail, invalidFields } from '../../kernel/errors.ts';
import type { UploadedFile } from '../core/photos/upload.ts';

export type Form = { fields: Record<string, string>; file?: UploadedFile };

/** More than there are fields, so that an unknown one is named. */
const LIMITS = { fields: 20, fieldSize: 16 * 1024, files: 1, parts: 30, fileSize: DIRECT_UPLOAD_BYTES + 1 };

const ONE_PHOTO = { field: 'file', message: 'Send one photo a form.' };
const TOO_MANY = { field: 'body', message: `Send at most ${LIMITS.fields} fields.` };

/**
 * A form with a file named `file`, as browsers send it (multipart/form-data, RFC 7578). Of a file that is too large only so much is
 * kept that its length shows it. Nothing else of a form is left out: what would be is refused.
 * @throws TesseraError 422 for a body that is no such form, and for one that holds more than a photo and its fields
 */
export function readForm(contentType: string | undefined, body: Uint8Array): Promise<Form> {
  return new Promise((resolve, reject) => {
    const refuse = (reason: unknown) => {
      const message = `Send the fields and the file as multipart/form-data (${reason instanceof Error ? reason.message : reason}).`;
      reject(invalidFields([{ field: 'body', message }]));
    };
    if (!/^multipart\/form-data\s*;/i.test(contentType ?? '')) return refuse(`it says ${contentType ?? 'nothing'}`);
    try {
      // Without a prototype, so that a field named `__proto__` is one, and unknown.
      const form: Form = { fields: Object.create(null) };
      const wrong: Detail[] = [];
      const parser = new Busboy({ headers: { 'content-type': contentType! }, limits: LIMITS });
      parser.on('field', (name, value, _nameIsCut, isCut) => {
        if (isCut) wrong.push({ field: name, message: `It must have at most ${LIMITS.fieldSize} bytes.` });
        if (Object.hasOwn(form.fields, name)) wrong.push({ field: name, message: 'Give it once.' });
        form.fields[name] = value;
      });
      parser.on('filesLimit', () => void wrong.push(ONE_PHOTO));
      parser.on('fieldsLimit', () => void wrong.push(TOO_MANY));
      parser.on('partsLimit', () => void wrong.push(TOO_MANY));
      parser.on('file', (field, stream, name, _encoding, type) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
        stream.on('error', refuse);
        stream.on('end', () => {
          if (field === 'file') form.file = { name: name || 'photo', type, bytes: Buffer.concat(chunks) };
        });
      });
      parser.on('error', refuse);
      parser.on('finish', () => (wrong.length > 0 ? reject(invalidFields(wrong)) : resolve(form)));
      parser.end(body);
    } catch (error) {
      refuse(error);
    }
  });
}
