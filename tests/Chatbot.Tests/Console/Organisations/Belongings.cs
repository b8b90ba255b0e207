using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Campaigns.Sources;
using Chatbot.Console.SignIn;
using Chatbot.Conversations;
using Chatbot.Conversations.Unanswered;
using Chatbot.Deliveries;
using Chatbot.Inbox;
using Chatbot.Membership;
using Chatbot.Membership.Agents;
using Chatbot.Membership.Files;
using Chatbot.Membership.Registering;
using Chatbot.Membership.Sponsors;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Privacy.Requests;
using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Tests.Console.Organisations;

/// <summary>One of everything that an organisation can have, each with a word in it that stands nowhere else; and under which identifiers.</summary>
/// <param name="Organisation">Whose.</param>
/// <param name="Word">What nobody else may read; as the first name it is not masked.</param>
internal sealed record Belongings(string Organisation, string Word)
{
    /// <summary>Who made what staff makes; both organisations have somebody of that login, so that nothing hangs on the login.</summary>
    public const string Login = "ina";

    /// <summary>Where it has a target.</summary>
    public string Area => Organisation == Ownership.First ? "33" : "35";

    public required string OurAddress { get; init; }

    public string Person => $"p-{Organisation}-0";

    public string Worker => $"w-{Organisation}-0";

    public string User => $"u-{Organisation}";

    public string Media => $"m-{Organisation}";

    public string ExportAsked => $"ea-{Organisation}";

    public string ExportReady => $"er-{Organisation}";

    public string Export => $"E-{Organisation}";

    public string Import => $"I-{Organisation}";

    public string Question => $"q-{Organisation}";

    public string Waiting => $"JKA-W-{Organisation}";

    public string Checking => $"JKA-C-{Organisation}";

    public string Registration => $"JKA-{Organisation}-0";

    public string Request => $"D-{Organisation}";

    /// <summary>An erasure that waits for the staff, and one that a colleague has asked for.</summary>
    public string Erasure => $"T-{Organisation}";

    public string AskedErasure => $"T-asked-{Organisation}";

    public string ErasureOrder => $"eo-{Organisation}";

    public string Agent => $"AGN-{Organisation}".ToUpperInvariant();

    public ConversationId Conversation => new($"whatsapp|{OurAddress}|{Theirs(0)}");

    public string Ticket { get; private set; } = "";

    public string Audience { get; private set; } = "";

    public string List { get; private set; } = "";

    public string Draft { get; private set; } = "";

    public string Running { get; private set; } = "";

    public string Source => Organisation == Ownership.First ? "AAA11" : "BBB22";

    public string Batch { get; private set; } = "";

    public ImportDraft? Brought { get; private set; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Theirs(int i) => $"whatsapp:+62811000{(Organisation == Ownership.First ? 1 : 2)}00{i}";

    /// <summary>Makes it all; the figures of two organisations differ when they have another number of people.</summary>
    public async Task MakeAsync(Func<Type, object> get, CampaignContent content, int people)
    {
        T Get<T>() => (T)get(typeof(T));
        var database = Get<Database>();
        var data = Get<PersonalData>();
        var now = Get<TimeProvider>().GetUtcNow();
        var at = now.ToUnixTimeMilliseconds();
        var local = now.ToOffset(TimeSpan.FromHours(7));
        var scope = Scope(StaffRole.Outreach);
        var agent = (await Get<AgentRegister>().AddAsync(Organisation, Agent, "perisai", $"{Word} Perisai", "", Stop))!;
        var sponsor = await Get<SponsorRegister>().FindOrAddAsync(Organisation, SponsorKind.Village, $"Desa {Word}", "3321", Login, Stop);
        Batch = await Get<SponsoredBatches>().MakeAsync(
            new NewBatch(sponsor.Id, "jkk,jkm", CoverageMonth.Parse("2027-01"), CoverageMonth.Parse("2027-03"), 0, null, null, $"Surat {Word}") { Organisation = Organisation }, Login, local, Stop);
        await database.WriteAsync(
            async session =>
            {
                Task<int> Sql(string sql, object? values = null) => session.ExecuteAsync(sql, values, Stop);
                for (var i = 0; i < people; i++)
                {
                    var row = new
                    {
                        Person = $"p-{Organisation}-{i}", Worker = $"w-{Organisation}-{i}", Organisation, Theirs = Theirs(i), OurAddress, at, Name = $"{Word} PUTRI", AgentId = agent.Id,
                        Phone = Theirs(i)[9..], Nik = data.Encrypt(Workers.NikPurpose, $"33210141018500{(Organisation == Ownership.First ? 1 : 2)}{i}"), Number = $"JKA-{Organisation}-{i}",
                        Conversation = $"whatsapp|{OurAddress}|{Theirs(i)}", Text = data.Encrypt("delivery", Word), Id = $"d-{Organisation}-{i}",
                    };
                    await Sql("INSERT INTO people (id, zone, created_at) VALUES (@Person, 'Asia/Jakarta', @at)", row);
                    await Sql("INSERT INTO addresses (channel, address, person_id, phone, created_at) VALUES ('whatsapp', @Theirs, @Person, @Phone, @at)", row);
                    await Sql("INSERT INTO contacts (channel, address, our_address, last_inbound_at) VALUES ('whatsapp', @Theirs, @OurAddress, @at)", row);
                    await Sql(
                        """
                        INSERT INTO consents (person_id, number, purpose, granted, text_version, channel, address_hash, message_id, at)
                        VALUES (@Person, 1, 'campaigns', 1, 'kabar-1', 'whatsapp', '', @Id, @at), (@Person, 2, 'reminders', 1, 'kabar-1', 'whatsapp', '', @Id, @at)
                        """,
                        row);
                    await Sql(
                        """
                        INSERT INTO workers (id, organisation_id, person_id, own_person_id, nik, nik_hash, name, phone, job, sector, needs_review, created_at, updated_at)
                        VALUES (@Worker, @Organisation, @Person, @Person, @Nik, @Worker, @Name, @Phone, 'petani', 'other', 1, @at, @at)
                        """,
                        row);
                    await Sql("INSERT INTO worker_areas (worker_id, code, name, at) VALUES (@Worker, '3321', 'kabupaten demak', @at)", row);
                    await Sql(
                        """
                        INSERT INTO registrations (number, worker_id, programs, status, channel, agent_id, created_at)
                        VALUES (@Number, @Worker, 'jkk,jkm', 'registered_unpaid', 'whatsapp', @AgentId, @at)
                        """,
                        row);
                    foreach (var direction in new[] { "in", "out" })
                    {
                        await Sql(
                            $"""
                            INSERT INTO deliveries (id, direction, conversation, channel, kind, turn_id, content, status, rank, created_at, updated_at)
                            VALUES (@Id || '{direction}', '{direction}', @Conversation, 'whatsapp', 'reply', 't', @Text, 'delivered', 3, @at, @at)
                            """,
                            row);
                    }

                    await Sql("INSERT INTO reminder_messages (id, person_id, state, due_at, created_at) VALUES (@Id, @Person, 'waiting', @at, @at)", row);
                    await Sql(
                        "INSERT INTO reminders (worker_id, rule, counted_from, last_day, message) VALUES (@Worker, 'h-7', '2026-11-30', '2026-12-10', @Id)", row);
                    Ticket = await Get<Tickets>().OpenAsync(
                        session, new NewTicket("keluhan", row.Person, row.Conversation, TicketContent.Write(("message", Word))), local, Stop);
                    await Get<DataRequests>().OpenAsync(session, i == 0 ? Request : Request + i, DataRequestKind.Change, row.Person, row.Conversation, Stop);
                    Get<PendingRegistrations>().Add(session, Pending(i == 0 ? Waiting : Waiting + i, row.Person, row.Conversation), null);
                }

                Get<PendingRegistrations>().AddForStaff(session, Pending(Checking, Person, Conversation.Value));
                await Get<StaffProblems>().NoteAsync(session, new FailureMeaning(Organisation.Length, FailureEffect.None, OurFault: true, $"Kata sandi {Organisation}"), OurAddress, Stop);
                await Sql(
                    "INSERT INTO retention_runs (id, at, run_by, results) VALUES (@Id, @at, @Login, '[]')", new { Id = $"rr-{Organisation}", at, Login = $"staf-{Organisation}" });
                foreach (var erasure in new[] { Erasure, AskedErasure })
                    await Get<DataRequests>().OpenAsync(session, erasure, DataRequestKind.Erase, Person, Conversation.Value, Stop);
                await Sql(
                    """
                    INSERT INTO erasure_orders (id, number, organisation_id, reason, asked_by, asked_at, state, note)
                    VALUES (@ErasureOrder, @AskedErasure, @Organisation, @Why, 'otto', @at, 'asked', '')
                    """,
                    new { ErasureOrder, AskedErasure, Organisation, Why = $"KTP {Word}", at });
                await Sql("INSERT INTO erasure_order_workers (erasure_order, worker_id, at) VALUES (@ErasureOrder, @Worker, @at)", new { ErasureOrder, Worker, at });
                await Sql(
                    """
                    INSERT INTO deletion_proofs (receipt, lookup_key, hashes, counts, requested_at, erased_at, organisation_id)
                    VALUES (@Receipt, 1, '[[],[],[]]', '{"tickets":1}', @at, @at, @Organisation)
                    """,
                    new { Receipt = $"D-{Word}", Organisation, at });
                var made = new
                {
                    Organisation, User, Login, Media, Conversation = Conversation.Value, Person, Bytes = data.Encrypt(StaffMedia.ContentPurpose, System.Text.Encoding.UTF8.GetBytes(Word)),
                    Question, OurAddress, Asked = data.Encrypt(UnansweredQuestions.Purpose, Word), Export, Import, ExportAsked, ExportReady, at, Name = $"{Word} Staf", File = $"{Word}.xlsx", Own = $"staf-{Organisation}", Number = $"JKA-{Organisation}-0",
                    Kpj = data.Encrypt(BranchEntries.KpjPurpose, "24120098765"), Area, Letter = $"Surat {Word}", Year = (long)now.Year,
                };
                await Sql(
                    """
                    INSERT INTO unanswered_questions (id, person_id, our_address, channel, kind, content, state, at)
                    VALUES (@Question, @Person, @OurAddress, 'whatsapp', 'unsure', @Asked, 'open', @at)
                    """,
                    made);
                await Sql("INSERT INTO reach_targets (organisation_id, area, year, workers, source, set_by, set_at) VALUES (@Organisation, @Area, @Year, 500, @Letter, @Login, @at)", made);
                await Sql("INSERT INTO staff_chats (conversation, person_id, phase, step_at, changed_at) VALUES (@Conversation, @Person, 'free', @at, @at)", made);
                await Sql(
                    """
                    INSERT INTO staff_media (id, conversation, message_id, place, state, content_type, bytes, content, step_at, created_at)
                    VALUES (@Media, @Conversation, 'x', 0, 'kept', 'text/plain', 5, @Bytes, @at, @at)
                    """,
                    made);
                await Sql("INSERT INTO exports (number, organisation_id, rows, made_by, approved_by, at) VALUES (@Export, @Organisation, 1, @Name, 'otto', @at)", made);
                await Sql("INSERT INTO exported_registrations (registration, export, at) VALUES (@Number, @Export, @at)", made);
                await Sql("INSERT INTO branch_entries (registration, state, kpj, note, made_by, at) VALUES (@Number, 'entered', @Kpj, '', @Login, @at)", made);
                if (people > 1) await Sql($"INSERT INTO branch_entries (registration, state, kpj, note, made_by, at) VALUES ('JKA-{Organisation}-1', 'returned', NULL, @Letter, @Login, @at)", made);
                await Sql(
                    """
                    INSERT INTO export_requests (id, organisation_id, export, format, reason, asked_by, asked_at, state, decided_by, decided_at, note)
                    VALUES (@ExportAsked, @Organisation, NULL, 'csv', @Name, 'otto', @at, 'asked', NULL, NULL, ''),
                        (@ExportReady, @Organisation, @Export, 'csv', @Name, @Login, @at, 'approved', 'otto', @at, '')
                    """,
                    made);
                await Sql(
                    """
                    INSERT INTO imports (number, organisation_id, kind, batch, file_name, content_hash, mode, rows, added, already, refused, problems, done, made_by, at)
                    VALUES (@Import, @Organisation, 'workers', '', @File, 'x', 'all', 1, 1, 0, 0, '{}', '1:2', @Login, @at)
                    """,
                    made);
                await Sql(
                    """
                    INSERT INTO staff_users (id, organisation_id, login, name, roles, security_stamp, version, totp_step, recovery_codes, is_active, created_at)
                    VALUES (@User, @Organisation, @Own, @Name, 'petugas', 's', 'v', 0, '', 1, @at)
                    """,
                    made);
                await Get<AuditLog>().AddAsync(session, new Look($"staf-{Organisation}", $"alasan {Word}"), "chat.read", Person, Stop);
            },
            Stop);
        await Get<StaffLinks>().MakeAsync(
            new StaffLink(Organisation, null, $"undangan-{Organisation}", $"{Word} Undangan", [StaffRole.Service], null, Login, now.AddDays(1)), Stop);
        await Get<StaffSessions>().OpenAsync((await Get<StaffStore>().FindByIdAsync(User, Stop))!, "Uji", Stop);
        var everybody = new AudienceDefinition(new AudienceFilter.All([]), AudienceExclusions.None);
        Audience = ((SavedAudience.Saved)await Get<AudienceDesk>().SaveAsync(scope, null, $"Semua {Word}", everybody, Stop)).Audience.Number;
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7(now):N}.csv");
        await File.WriteAllTextAsync(file, $"No HP,Nama\n{Theirs(0)[9..]},{Word}\n", Stop);
        List = ((TakenList.Taken)await Get<AudienceDesk>().TakeListAsync(scope, file, new NewAudienceList($"Daftar {Word}", $"Surat {Word}", CampaignPurpose.Promotion), false, Stop)).List.Number;
        File.Delete(file);
        Draft = await CampaignAsync("Draf");
        Running = await CampaignAsync("Jalan");
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("UPDATE campaigns SET state = 'running', occurrence = 1, started_at = @at WHERE number = @Running", new { Running, at }, Stop);
                await session.ExecuteAsync(
                    """
                    INSERT INTO campaign_recipients (id, campaign, occurrence, person_id, zone, variant, draw, state, due_at, ended_at, at)
                    VALUES (@Id, @Running, 1, @Person, 'Asia/Jakarta', 'A', 0, 'sent', @at, @at, @at)
                    """,
                    new { Id = $"{Running}:1:x", Running, Person, at },
                    Stop);
                await Get<CampaignBook>().NoteAsync(session, Running, "budget_asked", "5000", "otto", Stop);
            },
            Stop);
        await Get<SourceCodes>().AddAsync(Organisation, SourceOf(null), Login, Stop);
        Brought = (await Get<ImportDrafts>().BeginAsync(scope, ImportKind.Workers, null, $"{Word}.csv", ListOf("3321014101850009"), Stop)).Draft;

        async Task<string> CampaignAsync(string name) =>
            (await Get<CampaignDesk>().MakeAsync(scope, DraftOf(content, $"{name} {Word}"), Stop)).ShouldBeOfType<WrittenCampaign.Written>().Campaign.Number;
    }

    public CampaignDraft DraftOf(CampaignContent content, string name) =>
        new(name, Ecosystem.Pasar, CampaignPurpose.Promotion, Audience, content, CampaignSchedule.AtOnce);

    public SourceCode SourceOf(string? campaign) =>
        new(campaign is null ? Source : "CCC33", SourceKind.Poster, campaign is null ? $"Pasar {Word}" : "Pasar", Ecosystem.Pasar, "", "", "", null, campaign);

    /// <summary>A list of one, as a branch has it.</summary>
    public byte[] ListOf(string nik) => System.Text.Encoding.UTF8.GetBytes($"NIK,Nama\n{nik},{Word}\n");

    /// <summary>Somebody of the organisation.</summary>
    public StaffScope Scope(params StaffRole[] roles) => new(Organisation, Login, "Ina", roles, null, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));

    private PendingRegistration Pending(string number, string person, string conversation) => new(
        number, person, conversation, "", "family", null, "", new NewWorker("3321014101850008", $"{Word} MENUNGGU", "", "petani", "other", 1_000_000, "jkk,jkm"));
}
