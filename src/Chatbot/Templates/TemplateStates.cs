using Chatbot.Deliveries;
using Chatbot.Storage;

namespace Chatbot.Templates;

/// <summary>What a provider and Meta say to one text of a template.</summary>
/// <param name="TemplateId">The template.</param>
/// <param name="Version">The text, see <see cref="MessageTemplate.Version"/>.</param>
/// <param name="ProviderId">Twilio's content sid, once it is made.</param>
/// <param name="Category">As Meta has it now: <c>UTILITY</c>, <c>MARKETING</c>, …; empty before it was submitted.</param>
/// <param name="Status">Meta's word: <c>unsubmitted</c>, <c>received</c>, <c>pending</c>, <c>approved</c>, <c>rejected</c>, <c>paused</c>, <c>disabled</c>, …</param>
/// <param name="Reason">Why it was rejected, in Meta's words.</param>
internal sealed record TemplateState(string TemplateId, string Version, string? ProviderId, string Category, string Status, string? Reason);

/// <summary>
/// The state of each template as it was last seen. What stops messages from going is a problem for the staff, noted when it is first seen and each
/// time something asks for the template in vain.
/// </summary>
internal sealed class TemplateStates(Database database, StaffProblems problems, TimeProvider clock)
{
    // Twilio's codes for the same things when they are found out by sending: 63040 submission failure, 63041 paused, 63042 disabled.
    private const int NotSubmitted = 63027;
    private const int Rejected = 63040;
    private const int Paused = 63041;
    private const int Disabled = 63042;

    public Task<TemplateState?> FindAsync(MessageTemplate template, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.FirstAsync<TemplateState>(
                """
                SELECT template_id AS TemplateId, version AS Version, provider_id AS ProviderId, category AS Category, status AS Status, reason AS Reason
                FROM templates WHERE template_id = @Id AND version = @Version
                """,
                new { template.Id, template.Version },
                cancellationToken),
            cancellationToken);

    /// <summary>Writes what was seen. True when the status or the category changed.</summary>
    /// <param name="template">The text.</param>
    /// <param name="state">Of it.</param>
    /// <param name="part">What the text is to the template: of one that is over nothing is a problem any more.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<bool> SeenAsync(MessageTemplate template, TemplateState state, TemplatePart part, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var changed = await session.ExecuteAsync(
                    """
                    INSERT INTO templates (template_id, version, provider_id, category, status, reason, changed_at)
                    VALUES (@TemplateId, @Version, @ProviderId, @Category, @Status, @Reason, @Now)
                    ON CONFLICT (template_id, version) DO UPDATE SET
                        provider_id = excluded.provider_id, category = excluded.category, status = excluded.status, reason = excluded.reason,
                        changed_at = excluded.changed_at
                    WHERE templates.status <> excluded.status OR templates.category <> excluded.category
                        OR COALESCE(templates.provider_id, '') <> COALESCE(excluded.provider_id, '')
                    """,
                    new
                    {
                        state.TemplateId,
                        state.Version,
                        state.ProviderId,
                        state.Category,
                        state.Status,
                        state.Reason,
                        Now = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                    },
                    cancellationToken);
                // What is still being looked at is no problem yet.
                if (changed > 0 && part != TemplatePart.Over && state.Status is not ("received" or "pending" or "unsubmitted") && Problem(template, state) is { } problem)
                {
                    var told = part == TemplatePart.Next ? problem with { ForStaff = $"{problem.ForStaff} Sementara itu teks sebelumnya tetap dikirim." } : problem;
                    await problems.NoteAsync(session, told, Named(template), cancellationToken);
                }

                return changed > 0;
            },
            cancellationToken);

    /// <summary>A published text could not be handed in; staff is told, for the one before it goes on as if nothing had happened.</summary>
    public Task NotSubmittedAsync(MessageTemplate template, string why, CancellationToken cancellationToken) =>
        problems.NoteAsync(
            new FailureMeaning(NotSubmitted, FailureEffect.None, OurFault: true, $"Templat {template.Id} belum bisa diajukan ke Meta ({why}); dicoba lagi."),
            Named(template),
            cancellationToken);

    /// <summary>The content to send the template by, or why it may not be sent; the latter is noted for the staff.</summary>
    /// <param name="template">The template.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<UsableTemplate> UseAsync(MessageTemplate template, CancellationToken cancellationToken)
    {
        var state = await FindAsync(template, cancellationToken);
        if (state is { ProviderId: { } sid } && Problem(template, state) is null) return new UsableTemplate.Approved(sid);
        var problem = Problem(template, state) ?? new FailureMeaning(NotSubmitted, FailureEffect.None, OurFault: true, $"Templat {template.Id} belum diajukan; jalankan templates sync.");
        await problems.NoteAsync(problem, Named(template), cancellationToken);
        return new UsableTemplate.Stopped(problem.Code, problem.ForStaff);
    }

    /// <summary>Whether it could be sent now, for who only asks.</summary>
    public async Task<bool> IsUsableAsync(MessageTemplate template, CancellationToken cancellationToken) =>
        await FindAsync(template, cancellationToken) is { ProviderId: not null } state && Problem(template, state) is null;

    /// <summary>Whether nothing that was seen keeps it from being used.</summary>
    public static bool IsSound(MessageTemplate template, TemplateState state) => Problem(template, state) is null;

    /// <summary>What keeps the template from being used, in words for the staff; null when nothing does.</summary>
    private static FailureMeaning? Problem(MessageTemplate template, TemplateState? state)
    {
        var (code, what) = state?.Status switch
        {
            "approved" when !IsOf(template.Category, state.Category) =>
                (Rejected, $"diubah Meta menjadi kategori {state.Category}; perbaiki teksnya atau pakai izin kategori itu."),
            "approved" => (0, ""),
            "rejected" => (Rejected, $"ditolak Meta ({state.Reason}); perbaiki teksnya di halaman Templat."),
            "paused" => (Paused, "dihentikan sementara oleh Meta karena banyak orang memblokir; tunggu dan perbaiki teksnya."),
            "disabled" => (Disabled, "dinonaktifkan oleh Meta; buat teks baru."),
            "received" or "pending" => (NotSubmitted, "masih diperiksa Meta; biasanya selesai dalam sehari."),
            _ => (NotSubmitted, "belum diajukan ke Meta; jalankan templates sync."),
        };
        return code == 0 ? null : new FailureMeaning(code, FailureEffect.None, OurFault: true, $"Templat {template.Id} {what}");
    }

    private static bool IsOf(TemplateCategory wanted, string granted) => wanted switch
    {
        TemplateCategory.Utility => granted == "UTILITY",
        TemplateCategory.Marketing => granted == "MARKETING",
    };

    private static string Named(MessageTemplate template) => "templat:" + template.Id;
}

/// <summary>What a text is to its template.</summary>
internal enum TemplatePart
{
    /// <summary>It is in force.</summary>
    InForce,

    /// <summary>It was published last; one before it is in force.</summary>
    Next,

    /// <summary>Another was published since.</summary>
    Over,
}

/// <summary>Whether a template may be sent now. A closed set.</summary>
internal abstract record UsableTemplate
{
    private UsableTemplate()
    {
    }

    /// <summary>By this content of the provider.</summary>
    public sealed record Approved(string ProviderId) : UsableTemplate;

    /// <summary>Not now.</summary>
    /// <param name="Code">The provider's code for the same thing.</param>
    /// <param name="ForStaff">What staff reads.</param>
    public sealed record Stopped(int Code, string ForStaff) : UsableTemplate;
}
