/*
 * metadata.c - XMP and document information.
 *
 * Both are written from the same cut texts, so they agree. pdfuaid is no schema that PDF/A knows,
 * so the packet describes it (ISO 19005-3, 6.6.2.3). No padding: files change by incremental
 * updates, which bring a packet of their own.
 */
#include "metadata.h"

#include "syntax.h"

/* Cuts at the length that a PDF string can hold. */
static evne_str cut(evne_str text)
{
    size_t n_units = 0;
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        n_units += evne_utf8_next(text, &at) > 0xFFFF ? 2 : 1;
        if (n_units > EVNE_SYNTAX_UNITS)
            return evne_str_slice(text, 0, from);
    }
    return text;
}

static evne_str either(evne_str first, evne_str second)
{
    return cut(first.len > 0 ? first : second);
}

evne_metadata evne_metadata_of(const evne_pdf_facts *facts, const evne_doc *doc,
                               const char *producer)
{
    evne_str title = either(facts->title, doc->title);
    return (evne_metadata){
        .title = title.len > 0 ? title : EVNE_STR("Uden titel"),
        .subject = either(facts->subject, doc->subject),
        .author = either(facts->author, doc->author),
        .keywords = either(facts->keywords, doc->keywords),
        .lang = doc->lang.len > 0 ? doc->lang : EVNE_STR("da-DK"),
        .program = cut(facts->program),
        .document_id = cut(facts->document_id),
        .created = facts->created,
        .profile = facts->profile,
        .producer = producer,
    };
}

static void put_element(evne_buf *out, const char *name, const char *before, evne_str text,
                        const char *after)
{
    if (text.len == 0)
        return;
    evne_buf_printf(out, "<%s>%s", name, before);
    evne_syntax_xml(out, text);
    evne_buf_printf(out, "%s</%s>\n", after, name);
}

static void put_alt(evne_buf *out, const char *name, evne_str text)
{
    put_element(out, name, "<rdf:Alt><rdf:li xml:lang=\"x-default\">", text, "</rdf:li></rdf:Alt>");
}

static void put_dublin_core(evne_buf *out, const evne_metadata *m)
{
    evne_buf_puts(out, "<rdf:Description rdf:about=\"\" "
                       "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
                       "<dc:format>application/pdf</dc:format>\n");
    put_alt(out, "dc:title", m->title);
    put_alt(out, "dc:description", m->subject);
    put_element(out, "dc:creator", "<rdf:Seq><rdf:li>", m->author, "</rdf:li></rdf:Seq>");
    put_element(out, "dc:language", "<rdf:Bag><rdf:li>", m->lang, "</rdf:li></rdf:Bag>");
    put_element(out, "dc:identifier", "", m->document_id, "");
    evne_buf_puts(out, "</rdf:Description>\n");
}

static void put_dates(evne_buf *out, const evne_metadata *m)
{
    static const char *const names[] = {"xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"};
    evne_buf_puts(out, "<rdf:Description rdf:about=\"\" "
                       "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        evne_buf_printf(out, "<%s>", names[i]);
        evne_syntax_iso(out, m->created);
        evne_buf_printf(out, "</%s>\n", names[i]);
    }
    put_element(out, "xmp:CreatorTool", "", m->program, "");
    evne_buf_puts(out, "</rdf:Description>\n");
}

static void put_conformance(evne_buf *out, const evne_metadata *m)
{
    evne_buf_printf(out,
                    "<rdf:Description rdf:about=\"\" "
                    "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
                    "<pdfaid:part>%d</pdfaid:part>\n"
                    "<pdfaid:conformance>A</pdfaid:conformance>\n</rdf:Description>\n"
                    "<rdf:Description rdf:about=\"\" "
                    "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
                    "<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n",
                    m->profile == EVNE_PROFILE_MITID ? 2 : 3);
}

static void put_extension_schema(evne_buf *out)
{
    evne_buf_puts(
        out, "<rdf:Description rdf:about=\"\" "
             "xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
             "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
             "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
             "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
             "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"
             "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
             "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
             "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
             "<pdfaProperty:name>part</pdfaProperty:name>\n"
             "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
             "<pdfaProperty:category>internal</pdfaProperty:category>\n"
             "<pdfaProperty:description>Part of ISO 14289 that the file conforms to"
             "</pdfaProperty:description>\n"
             "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
             "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n");
}

evne_str evne_metadata_xmp(evne_arena *arena, const evne_metadata *m)
{
    evne_buf out = {.arena = arena};
    evne_buf_puts(&out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF "
                        "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
    put_conformance(&out, m);
    put_dublin_core(&out, m);
    put_dates(&out, m);
    evne_buf_puts(&out, "<rdf:Description rdf:about=\"\" "
                        "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n");
    put_element(&out, "pdf:Producer", "", evne_str_of(m->producer), "");
    put_element(&out, "pdf:Keywords", "", m->keywords, "");
    evne_buf_puts(&out, "</rdf:Description>\n");
    put_extension_schema(&out);
    evne_buf_puts(&out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    return evne_buf_str(&out);
}

static void put_entry(evne_buf *out, const char *key, evne_str text)
{
    if (text.len == 0)
        return;
    evne_buf_puts(out, key);
    evne_syntax_text(out, text);
    evne_buf_put_char(out, '\n');
}

void evne_metadata_info(evne_buf *out, const evne_metadata *m)
{
    put_entry(out, "/Title", m->title);
    put_entry(out, "/Subject", m->subject);
    put_entry(out, "/Author", m->author);
    put_entry(out, "/Keywords", m->keywords);
    put_entry(out, "/Creator", m->program);
    evne_buf_printf(out, "/Producer(%s)\n/CreationDate(", m->producer);
    evne_syntax_date(out, m->created);
    evne_buf_puts(out, ")\n/ModDate(");
    evne_syntax_date(out, m->created);
    evne_buf_puts(out, ")\n");
}
